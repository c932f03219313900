import './theta-flow'
